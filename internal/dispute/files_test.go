package dispute_test

import (
	"slices"
	"testing"

	"hejie/internal/dispute"
)

func TestAFormNamesItsFilesWhateverItsFieldsAreCalled(t *testing.T) {
	t.Parallel()
	run := &dispute.RouteRun{Orders: []dispute.EvidenceID{"a"}, Tracks: []dispute.EvidenceID{"b", "c"}, Online: []dispute.EvidenceID{"d"}}
	for name, tt := range map[string]struct {
		form dispute.Form
		want []dispute.EvidenceID
	}{
		"a run":        {run, []dispute.EvidenceID{"a", "b", "c", "d"}},
		"a filing":     {&dispute.Filing{Evidence: []dispute.EvidenceID{"a"}}, []dispute.EvidenceID{"a"}},
		"no files":     {&dispute.Nothing{}, nil},
		"no form":      {nil, nil},
		"an empty one": {(*dispute.Filing)(nil), nil},
	} {
		if got := dispute.FilesOf(tt.form); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}
