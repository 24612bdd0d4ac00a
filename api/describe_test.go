package api_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
	"github.com/google/go-cmp/cmp"

	"hejie/api"
)

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// description is openapi.yaml, read and found to be OpenAPI 3.1, with a router over its paths.
var description = sync.OnceValues(func() (routers.Router, error) {
	doc, err := openapi3.NewLoader().LoadFromFile("openapi.yaml")
	if err != nil {
		return nil, err
	}
	described = doc
	if err := doc.Validate(context.Background(), openapi3.EnableExamplesValidation()); err != nil {
		return nil, err
	}
	return gorillamux.NewRouter(doc)
})

var described *openapi3.T

func document(t testing.TB) (*openapi3.T, routers.Router) {
	t.Helper()
	router, err := description()
	if err != nil {
		t.Fatalf("openapi.yaml: %v", err)
	}
	return described, router
}

func TestTheDescriptionIsOpenAPI31AndItsExamplesFit(t *testing.T) {
	t.Parallel()
	doc, _ := document(t)
	if !doc.IsOpenAPI31OrLater() {
		t.Errorf("got version %s, want 3.1", doc.OpenAPI)
	}
}

func TestTheDescriptionHasEveryRouteAndNoOther(t *testing.T) {
	t.Parallel()
	doc, _ := document(t)
	var got, want []string
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			got = append(got, strings.Join([]string{operation.OperationID, method, path}, " "))
		}
	}
	for _, route := range api.Routes {
		want = append(want, strings.Join([]string{route.Name, route.Method, route.Path}, " "))
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("operations (-routes +described):\n%s", diff)
	}
}

// TestEveryDoorThatHandsSomethingInSaysWhatItRefuses: a body can be too long or no JSON at all, wherever there is one.
func TestEveryDoorThatHandsSomethingInSaysWhatItRefuses(t *testing.T) {
	t.Parallel()
	doc, _ := document(t)
	for path, item := range doc.Paths.Map() {
		if item.Post == nil {
			continue
		}
		for _, status := range []int{400, 413, 415, 422, 503} {
			if item.Post.Responses.Status(status) == nil {
				t.Errorf("POST %s: %d is not described", path, status)
			}
		}
	}
}
