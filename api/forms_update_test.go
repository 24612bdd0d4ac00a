package api_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hejie/internal/dispute"
)

var update = flag.Bool("update", false, "write the forms of openapi.yaml anew from dispute's")

const formsBegin = "    # The forms of acts: fields, lengths and choices as dispute's forms have them.\n"

// updateForms writes the acts and their forms into openapi.yaml as the code has them: go test ./api -run Form -update.
func updateForms(t *testing.T) {
	t.Helper()
	var acts, either []string
	refs, parts := &strings.Builder{}, map[string]reflect.Type{}
	for _, row := range append([]dispute.Row{{Act: dispute.File}}, dispute.Table...) {
		form := dispute.Forms(row.Act)
		if form == nil {
			continue
		}
		kind := reflect.TypeOf(form).Elem()
		gather(kind, parts)
		fmt.Fprintf(refs, "    act_%s: {$ref: '%s'}\n", row.Act, refTo(kind))
		if one := "            - {$ref: '" + refTo(kind) + "'}\n"; row.Act != dispute.File {
			acts = append(acts, string(row.Act))
			if !slices.Contains(either, one) {
				either = append(either, one)
			}
		}
	}
	text, _, _ := strings.Cut(string(readFile(t, "openapi.yaml")), formsBegin)
	text = actList.ReplaceAllLiteralString(text, "schema: {type: string, enum: ["+strings.Join(acts, ", ")+"]}\n    IdempotencyKey:")
	text = formList.ReplaceAllLiteralString(text, "          anyOf:\n"+strings.Join(either, "")+"    Standing:")
	text += formsBegin + refs.String()
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		text += written(parts[name])
	}
	must(t, "writing openapi.yaml", os.WriteFile("openapi.yaml", []byte(text), 0o644))
}

var (
	actList  = regexp.MustCompile(`schema: \{type: string, enum: \[[^]]*\]\}\n    IdempotencyKey:`)
	formList = regexp.MustCompile(`          anyOf:\n(            - .*\n)*    Standing:`)
)

// written is a form's schema in YAML, with its fields in the form's order and their labels.
func written(kind reflect.Type) string {
	schema := schemaOf(kind)
	text := "    " + kind.Name() + ":\n      type: object\n      additionalProperties: false\n"
	if kind.NumField() > 0 {
		text += "      properties:\n"
	}
	for i := range kind.NumField() {
		field := kind.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		line := value(schema["properties"].(map[string]any)[name])
		if zh := field.Tag.Get("zh"); zh != "" {
			line = strings.TrimSuffix(line, "}") + ", description: '" + zh + " · " + strings.ReplaceAll(field.Tag.Get("en"), "'", "''") + "'}"
		}
		text += "        " + name + ": " + line + "\n"
	}
	if required, ok := schema["required"]; ok {
		text += "      required: " + value(required) + "\n"
	}
	return text
}

var keywords = []string{"$ref", "const", "type", "format", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems", "items"}

// value writes a schema, a list or a word in YAML's flow style.
func value(v any) string {
	var words []string
	switch v := v.(type) {
	case map[string]any:
		for _, k := range keywords {
			if inner, ok := v[k]; ok {
				words = append(words, k+": "+value(inner))
			}
		}
		return "{" + strings.Join(words, ", ") + "}"
	case []any:
		for _, inner := range v {
			words = append(words, value(inner))
		}
		return "[" + strings.Join(words, ", ") + "]"
	case string:
		if strings.ContainsAny(v, "#^") || v == "null" {
			return "'" + v + "'"
		}
	}
	return fmt.Sprint(v)
}
