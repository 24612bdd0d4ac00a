package dispute

import "reflect"

// FilesOf are the files that a form names, in the order of its fields; none for no form at all.
func FilesOf(form Form) []EvidenceID {
	v := reflect.ValueOf(form)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return nil
	}
	var files []EvidenceID
	for i := range v.Elem().NumField() {
		if list, ok := v.Elem().Field(i).Interface().([]EvidenceID); ok {
			files = append(files, list...)
		}
	}
	return files
}
