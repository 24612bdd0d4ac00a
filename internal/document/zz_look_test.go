package document
import ("testing";"os";"fmt")
func TestLook(t *testing.T){
 os.MkdirAll("/tmp/look",0o755)
 for kind, list := range map[string][]Form{"filled":samples,"blank":Blanks()} {
 for _,f:=range list { w,_:=os.Create(fmt.Sprintf("/tmp/look/%s-%T.pdf",kind,f)); r,err:=f.Draw(w); w.Close(); fmt.Println(kind,f.Title(),r,err)}
 }
}
