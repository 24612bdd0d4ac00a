package api_test

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"

	"hejie/api"
	"hejie/internal/dispute"
	"hejie/internal/statute"
)

// TestTheDescriptionHasTheFormOfEveryActAndNoOther holds openapi.yaml to dispute's forms: fields, types, lengths, choices and
// what is required, read off their tags.
func TestTheDescriptionHasTheFormOfEveryActAndNoOther(t *testing.T) {
	if *update {
		updateForms(t)
	}
	schemas := describedSchemas(t)
	parts := map[string]reflect.Type{}
	for _, row := range append([]dispute.Row{{Act: dispute.File}}, dispute.Table...) {
		form, name := dispute.Forms(row.Act), "act_"+string(row.Act)
		if form == nil {
			if _, there := schemas[name]; there {
				t.Errorf("%s: described, but nobody hands it in", name)
			}
			continue
		}
		kind := reflect.TypeOf(form).Elem()
		if got, want := schemas[name], any(map[string]any{"$ref": refTo(kind)}); !cmp.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
		gather(kind, parts)
		delete(schemas, name)
	}
	for name := range schemas {
		if strings.HasPrefix(name, "act_") {
			t.Errorf("%s is described, but there is no such act", name)
		}
	}
	for name, kind := range parts {
		if diff := cmp.Diff(any(schemaOf(kind)), bare(schemas[name])); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestTheDescriptionNamesWhatTheRecordAnswers holds the parts of a case that are answered as dispute has them to their fields.
func TestTheDescriptionNamesWhatTheRecordAnswers(t *testing.T) {
	t.Parallel()
	schemas := describedSchemas(t)
	for name, kind := range map[string]reflect.Type{
		"Claim": reflect.TypeFor[dispute.Claim](), "Offer": reflect.TypeFor[dispute.Offer](), "Agreement": reflect.TypeFor[dispute.Agreement](),
		"Term": reflect.TypeFor[dispute.Term](), "Request": reflect.TypeFor[dispute.Request](), "Standing": reflect.TypeFor[dispute.Standing](),
		"Problem": reflect.TypeFor[api.Problem](),
	} {
		schema := schemas[name].(map[string]any)
		if diff := cmp.Diff(fieldsOf(kind), slices.Sorted(maps.Keys(schema["properties"].(map[string]any)))); diff != "" {
			t.Errorf("%s (-code +described):\n%s", name, diff)
		}
	}
}

func fieldsOf(kind reflect.Type) []string {
	var names []string
	for i := range kind.NumField() {
		name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// describedSchemas are components.schemas of openapi.yaml, as plain values.
func describedSchemas(t *testing.T) map[string]any {
	t.Helper()
	var doc struct {
		Components struct {
			Schemas map[string]any `yaml:"schemas"`
		} `yaml:"components"`
	}
	if err := yaml.Unmarshal(readFile(t, "openapi.yaml"), &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Components.Schemas
}

// gather collects a form's type and those of its parts.
func gather(kind reflect.Type, into map[string]reflect.Type) {
	into[kind.Name()] = kind
	for i := range kind.NumField() {
		field := kind.Field(i).Type
		for field.Kind() == reflect.Pointer || field.Kind() == reflect.Slice {
			field = field.Elem()
		}
		if field.Kind() == reflect.Struct && field != dateType {
			gather(field, into)
		}
	}
}

var dateType = reflect.TypeFor[statute.Date]()

func refTo(kind reflect.Type) string { return "#/components/schemas/" + kind.Name() }

// schemaOf is the schema that a form's tags call for.
func schemaOf(kind reflect.Type) map[string]any {
	schema := map[string]any{"type": "object", "additionalProperties": false}
	properties, required := map[string]any{}, []any{}
	for i := range kind.NumField() {
		field := kind.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		properties[name] = fieldSchema(field.Type, field.Tag.Get("validate"))
		if isRequired(field) {
			required = append(required, name)
		}
	}
	if len(properties) > 0 {
		schema["properties"] = properties
	}
	if len(required) > 0 {
		schema["required"] = required
	}
	return schema
}

// isRequired: the tag says so, or it is a part that itself has something required.
func isRequired(field reflect.StructField) bool {
	own, _, _ := strings.Cut(field.Tag.Get("validate"), "dive")
	if slices.Contains(strings.Split(own, ","), "required") {
		return true
	}
	return field.Type.Kind() == reflect.Struct && field.Type != dateType && schemaOf(field.Type)["required"] != nil
}

// fieldSchema reads one field's type and rules.
func fieldSchema(kind reflect.Type, tag string) map[string]any {
	switch kind.Kind() {
	case reflect.Pointer:
		return fieldSchema(kind.Elem(), tag)
	case reflect.Slice:
		return listSchema(kind, tag)
	case reflect.Struct:
		if kind == dateType {
			return daySchema(tag)
		}
		return map[string]any{"$ref": refTo(kind)}
	case reflect.Bool:
		if tag == "required" {
			return map[string]any{"const": true}
		}
		return map[string]any{"type": "boolean"}
	case reflect.String:
		return rules(map[string]any{"type": "string"}, tag, "minLength", "maxLength")
	}
	if kind.Kind() == reflect.Float64 {
		return rules(map[string]any{"type": "number"}, tag, "minimum", "maximum")
	}
	return rules(map[string]any{"type": "integer"}, tag, "minimum", "maximum")
}

func listSchema(kind reflect.Type, tag string) map[string]any {
	own, each, _ := strings.Cut(tag, "dive")
	schema := rules(map[string]any{"type": "array"}, strings.TrimSuffix(own, ","), "minItems", "maxItems")
	schema["items"] = fieldSchema(kind.Elem(), strings.TrimPrefix(each, ","))
	return schema
}

func daySchema(tag string) map[string]any {
	if tag == "required" {
		return map[string]any{"type": "string", "format": "date"}
	}
	return map[string]any{"type": []any{"string", "null"}, "format": "date"}
}

// rules puts a tag's rules into a schema; least and most are what its kind of value calls min and max.
func rules(schema map[string]any, tag, least, most string) map[string]any {
	for _, rule := range strings.Split(tag, ",") {
		name, param, _ := strings.Cut(rule, "=")
		number, _ := strconv.Atoi(param)
		switch name {
		case "required":
			if schema["type"] != "integer" && schema[least] == nil {
				schema[least] = 1
			}
		case "min":
			schema[least] = number
		case "max":
			schema[most] = number
		case "len":
			schema[least], schema[most] = number, number
		case "gt":
			schema["exclusiveMinimum"] = number
		case "lt":
			schema["exclusiveMaximum"] = number
		case "hexadecimal":
			schema["pattern"] = "^[0-9A-Fa-f]*$"
		case "fen":
			schema[least], schema[most] = 0, dispute.MaxFen
		case "oneof":
			delete(schema, least)
			schema["enum"] = choices(strings.Fields(param))
		case "matter":
			schema["enum"] = choices(dispute.Matters)
		case "source":
			schema["enum"] = choices(dispute.Sources)
		case "channel":
			schema["enum"] = choices(dispute.Channels)
		case "uuid", "email", "phone", "identity", "uscc", "clocktime", "moment":
			schema["format"] = name
		}
	}
	return schema
}

func choices[T ~string](all []T) []any {
	out := make([]any, len(all))
	for i, one := range all {
		out[i] = string(one)
	}
	return out
}

// bare is a schema without what is said about it.
func bare(schema any) any {
	m, ok := schema.(map[string]any)
	if !ok {
		return schema
	}
	out := map[string]any{}
	for name, value := range m {
		if named, ok := value.(map[string]any); ok && name == "properties" {
			kept := map[string]any{}
			for field, s := range named {
				kept[field] = bare(s)
			}
			out[name] = kept
		} else if name != "description" {
			out[name] = bare(value)
		}
	}
	return out
}
