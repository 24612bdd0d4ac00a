// Package bag packs files into a signed bag // 存档包 that a stranger can check without us, and checks such bags.
//
// A bag is a BagIt 1.0 zip (RFC 8493) in one spelling, so that the same files always give the same bytes: [Pack] reads every
// file once for its sums, then [Packed.WriteTo] streams the zip. In it lie the payload, the caller's tag files, both
// manifests, and in signature/ an Ed25519 signature over them with its public key. VERIFY.txt says in Chinese and English how
// to check all of it with sha256sum and openssl alone.
//
// [Verify] reads a zip, writes its canonical form anew in mind and compares: a changed byte is named wherever it lies, in a
// file, a manifest, the signature or a header of the zip. [VerifyFolder] does the same for an unpacked bag, where there is no
// zip to compare. Bags of others are checked against their own manifests; nobody's signature vouches for them, which the
// report says. Both take a stranger's file: what they read is bounded by its size, and nothing in it is executed, fetched or
// written to disk.
//
// [Names] turns the names of uploads into names that unzip on Windows, macOS and Linux.
//
// The command `hejie verify` calls [Command], and the tests call the rest; what goes into a dossier is for its builder to say.
// The package knows no case, keeps no state, and reads no clock and no network.
package bag
