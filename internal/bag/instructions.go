package bag

import (
	"crypto/ed25519"
	"fmt"
)

// instructions is VERIFY.txt: how to check the bag with tools that everybody has.
func instructions(name string, public ed25519.PublicKey) []byte {
	return fmt.Appendf(nil, instructionsText, name, FingerprintOf(public))
}

const instructionsText = `如何核对本存档包 / How to check this bag
======================================

存档包 Bag:             %[1]s
公钥指纹 Fingerprint:   %[2]s

最简单的办法（无需联网） / The short way, offline:

    hejie verify FILE.zip --key %[2]s

不用本软件的办法：先解压，在本文件所在的文件夹里打开终端，依次执行以下命令。
Without our software: unzip, open a terminal in the folder of this file, and run these commands in turn.

1. 文件与清单一致 / The files fit the manifests

   Linux:    sha256sum -c manifest-sha256.txt
             sha256sum -c tagmanifest-sha256.txt
   macOS:    shasum -a 256 -c manifest-sha256.txt
             shasum -a 256 -c tagmanifest-sha256.txt

   每一行都应显示 OK。 / Every line must say OK.

   Windows PowerShell:

   foreach ($m in 'manifest-sha256.txt','tagmanifest-sha256.txt') { Get-Content -Encoding UTF8 $m | ForEach-Object { $h,$n = $_ -split '  ',2; if ((Get-FileHash -LiteralPath $n).Hash -ne $h) { "DIFFERS: $n" } } }

   什么都不显示，就是一致。 / No output means that they fit.

2. 没有多出的文件 / No file was added

   find data -type f | wc -l
   wc -l < manifest-sha256.txt

   两个数应当相同。 / Both numbers must be the same.

3. 清单与签名的内容一致 / The manifests fit what is signed

   sed -n '/^[0-9a-f]\{64\}  /p' signature/signed.txt | sha256sum -c -

4. 签名有效（需要 OpenSSL 3） / The signature is good (needs OpenSSL 3)

   openssl pkeyutl -verify -pubin -inkey signature/public-key.pem -rawin -in signature/signed.txt -sigfile signature/signature.bin

   应显示 Signature Verified Successfully。 / It must say Signature Verified Successfully.

5. 公钥是出具机构的 / The key is the issuer's

   openssl pkey -pubin -in signature/public-key.pem -outform DER | tail -c 32 | sha256sum

   结果应与上面的公钥指纹相同；还要与出具机构另行公布的指纹核对。只凭包里的公钥，不能证明是谁签的名。
   The result must be the fingerprint above; compare it with the one that the issuer publishes elsewhere, too. The key in the
   bag alone does not prove who signed.

signature/ 中的其他文件 / Other files in signature/: signature.json 是同一签名，供程序读取 / is the same signature, for programs.
`
