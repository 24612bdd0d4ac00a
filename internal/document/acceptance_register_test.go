package document

import (
	"strings"
	"testing"
)

func TestAFilledRegisterSaysOnlyWhoSetTheTalksGoing(t *testing.T) {
	t.Parallel()
	const both, asked, own = "，人民调解委员会依当事人申请（人民调解委员会主动调解），", "，人民调解委员会依当事人申请，", "，人民调解委员会主动调解，"
	for source, want := range map[Source]string{SourceUnknown: both, SourceApplication: asked, SourceCommittee: own, SourceCourt: asked} {
		file, _ := drawn(t, AcceptanceRegister{Sheet: sampleSheet, Source: source})
		text := squeezed(textOf(t, file, "-raw"))
		for _, sentence := range []string{both, asked, own} {
			if strings.Contains(text, sentence) != (sentence == want) {
				t.Errorf("source %d: want only %q in %s", source, want, text)
			}
		}
	}
}
