package routelog

import "bytes"

// tagComplete says whether the > just read ends the tag.
func tagComplete(tag []byte) bool {
	switch tag[0] {
	case '/', '?', '>':
		return true
	case '!':
		if passedOver(tag) {
			return len(tag) >= 6 && bytes.HasSuffix(tag, []byte("-->"))
		}
		return !bytes.HasPrefix(tag, cdata) || bytes.HasSuffix(tag, []byte("]]>"))
	}
	return quotesClosed(tag)
}

func quotesClosed(tag []byte) bool {
	if bytes.IndexByte(tag, '\'') < 0 {
		return bytes.Count(tag, doubleQuote)%2 == 0
	}
	for {
		open := bytes.IndexByte(tag, '"')
		if single := bytes.IndexByte(tag, '\''); single >= 0 && (open < 0 || single < open) {
			open = single
		}
		if open < 0 {
			return true
		}
		end := bytes.IndexByte(tag[open+1:], tag[open])
		if end < 0 {
			return false
		}
		tag = tag[open+end+2:]
	}
}

// elementName is the name a tag begins with, without prefix.
func elementName(tag []byte) []byte {
	start := 0
	for i, c := range tag {
		if c == ':' {
			start = i + 1
		} else if c <= ' ' || c == '/' {
			return tag[start:i]
		}
	}
	return tag[start:]
}

// attribute gives the value of an attribute of the current tag; nil where there is none.
func (x *xmlScanner) attribute(name string) []byte {
	tag := x.tag
	for i := 0; i < len(tag); {
		eq := bytes.IndexByte(tag[i:], '=')
		if eq < 0 {
			return nil
		}
		eq += i
		end := eq
		for end > i && tag[end-1] <= ' ' {
			end--
		}
		start := end
		for start > i && tag[start-1] > ' ' {
			start--
		}
		open := eq + 1
		for open < len(tag) && tag[open] <= ' ' {
			open++
		}
		if open == len(tag) || tag[open] != '"' && tag[open] != '\'' {
			return nil
		}
		size := bytes.IndexByte(tag[open+1:], tag[open])
		if size < 0 {
			return nil
		}
		if string(tag[start:end]) == name {
			return tag[open+1 : open+1+size]
		}
		i = open + size + 2
	}
	return nil
}
