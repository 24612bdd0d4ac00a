package rehearsal

import "testing"

func TestASumIsWrittenInCapitalsAsPapersWriteIt(t *testing.T) {
	t.Parallel()
	for fen, want := range map[int64]string{
		1480156: "人民币壹万肆仟捌佰零壹元伍角陆分", 2918029: "人民币贰万玖仟壹佰捌拾元零贰角玖分", 1860000: "人民币壹万捌仟陆佰元整",
		3000005: "人民币叁万元零伍分", 2000100: "人民币贰万零壹元整", 1800010: "人民币壹万捌仟元零壹角", 100020003: "人民币壹佰万零贰佰元零叁分",
	} {
		if got := capital(fen); got != want {
			t.Errorf("%d fen: got %s, want %s", fen, got, want)
		}
	}
}
