package bag

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// checking is one bag under check.
type checking struct {
	*tree
	form      form
	report    *Report
	manifests []sumList
	wanted    map[string]map[string][]byte // path, then algorithm: the sum that is listed
}

// sumList is a manifest or tag manifest.
type sumList struct {
	name      string
	algorithm string
	payload   bool // of data/, not of tag files
	lines     []listed
}

var sumListName = regexp.MustCompile(`^(tag)?manifest-([a-z0-9]+)\.txt$`)

// check holds the files to what the bag's own manifests say (RFC 8493 section 3).
func check(t *tree, r *Report) *checking {
	c := &checking{tree: t, report: r, wanted: map[string]map[string][]byte{}}
	r.Bag = t.folder
	text, err := t.text(declarationName)
	if err != nil {
		r.find(Missing, declarationName)
	}
	form, ok := readForm(text)
	if err == nil && !ok {
		r.find(BadTag, declarationName)
	}
	if c.form = form; !ok { // go on by today's rules, so that the rest is named, too
		c.form.version, c.form.encoding = "1.0", "UTF-8"
	}
	c.readManifests()
	c.complete()
	c.compareSums()
	c.oxum()
	c.fetch()
	return c
}

// readManifests reads all manifests; a bag has one that can be checked at least.
func (c *checking) readManifests() {
	for _, name := range c.names() {
		m := sumListName.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		if algorithms[m[2]] == nil {
			c.report.note("清单 "+name+" 的算法不认识，没有核对。", "The algorithm of "+name+" is not known; it was not checked.")
			continue
		}
		list := sumList{name: name, algorithm: m[2], payload: m[1] == ""}
		raw, err := c.text(name)
		text, ok := c.form.decode(raw)
		if err != nil {
			c.report.find(Unreadable, name)
			continue
		}
		var bad bool
		if list.lines, bad = c.form.readManifest(text); bad || !ok {
			c.report.find(BadTag, name)
		}
		c.manifests = append(c.manifests, list)
		c.want(list)
	}
	if !slices.ContainsFunc(c.manifests, func(l sumList) bool { return l.payload }) {
		c.report.find(Missing, manifestName)
	}
}

// want notes what a manifest lists; it names paths that leave the bag or its part of it, and paths listed twice.
func (c *checking) want(list sumList) {
	for _, line := range list.lines {
		if !inside(line.name) || list.payload && !strings.HasPrefix(line.name, "data/") {
			c.report.find(Unsafe, line.name)
			continue
		}
		if c.wanted[line.name] == nil {
			c.wanted[line.name] = map[string][]byte{}
		}
		before, twice := c.wanted[line.name][list.algorithm]
		if twice && (c.form.strict() || !bytes.Equal(before, line.sum)) {
			c.report.find(Twice, line.name)
		}
		c.wanted[line.name][list.algorithm] = line.sum
	}
}

// complete names what is listed and missing, and payload that is there and not listed; since 1.0 every manifest lists all.
func (c *checking) complete() {
	for name := range c.wanted {
		if c.leaves[name] == nil {
			c.report.find(Missing, name)
		}
	}
	for _, name := range c.names() {
		if !strings.HasPrefix(name, "data/") {
			continue
		}
		c.report.Files++
		c.report.Bytes += c.leaves[name].size
		if c.wanted[name] == nil {
			c.report.find(Extra, name)
			continue
		}
		for _, list := range c.manifests {
			if _, there := c.wanted[name][list.algorithm]; list.payload && !there && c.form.strict() {
				c.report.find(BadTag, list.name)
			}
		}
	}
}

// compareSums reads every file once.
func (c *checking) compareSums() {
	for _, name := range c.names() {
		var kinds []string
		for kind := range c.wanted[name] {
			kinds = append(kinds, kind)
		}
		sums, err := c.leaves[name].sums(kinds)
		if err != nil {
			c.report.find(Unreadable, name)
			continue
		}
		for _, kind := range kinds {
			if !bytes.Equal(sums[kind], c.wanted[name][kind]) {
				c.report.find(Changed, name)
			}
		}
	}
}

// oxum holds the payload to the count and size that bag-info.txt may declare.
func (c *checking) oxum() {
	raw, err := c.text(infoName)
	if err != nil {
		return
	}
	text, ok := c.form.decode(raw)
	if !ok {
		c.report.find(BadTag, infoName)
	}
	for line := range strings.Lines(text) {
		label, value, _ := strings.Cut(line, ":")
		if strings.TrimSpace(label) == "Payload-Oxum" && strings.TrimSpace(value) != fmt.Sprintf("%d.%d", c.report.Bytes, c.report.Files) {
			c.report.find(BadTag, infoName)
		}
	}
}

var fetchLine = regexp.MustCompile(`^\S+[ \t]+(?:\d+|-)[ \t]+(.+)$`)

// fetch looks at fetch.txt without ever fetching: its paths must stay in the payload.
func (c *checking) fetch() {
	raw, err := c.text("fetch.txt")
	if err != nil {
		return
	}
	c.report.note("包里有 fetch.txt，要求另行下载文件；没有下载。", "The bag has a fetch.txt that asks for downloads; nothing was downloaded.")
	text, _ := c.form.decode(raw)
	for line := range strings.Lines(text) {
		m := fetchLine.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
		if m == nil {
			continue
		}
		name := strings.TrimPrefix(c.form.decodeName(m[1]), "./")
		if !inside(name) || !strings.HasPrefix(name, "data/") {
			c.report.find(Unsafe, m[1])
		}
	}
}
