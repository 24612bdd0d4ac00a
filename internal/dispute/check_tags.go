package dispute

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-playground/validator/v10"

	"hejie/internal/statute"
)

var dateType = reflect.TypeFor[statute.Date]()

// checker is the one validator of all forms; it caches what it learns of each form's type.
var checker = sync.OnceValues(newChecker)

func newChecker() (*validator.Validate, error) {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(jsonName)
	v.RegisterCustomTypeFunc(func(day reflect.Value) any { return fmt.Sprint(day.Interface()) }, statute.Date{})
	for tag, holds := range tags {
		if err := v.RegisterValidation(tag, holds); err != nil {
			return nil, fmt.Errorf("registering the tag %s: %w", tag, err)
		}
	}
	return v, nil
}

// tags are ours beside validator's own.
var tags = map[string]validator.Func{
	"phone":     reads(NormalizePhone),
	"uscc":      reads(NormalizeCreditCode),
	"clocktime": reads(normalizeClock),
	"moment":    reads(normalizeMoment),
	"place":     reads(normalizePlace),
	"zone":      reads(normalizeZone),
	"matter":    among(Matters),
	"source":    among(Sources),
	"channel":   among(Channels),
	"identity": func(f validator.FieldLevel) bool {
		_, err := ParseIdentity(kindBeside(f.Parent()), f.Field().String())
		return err == nil
	},
	"fen": func(f validator.FieldLevel) bool {
		return f.Field().CanInt() && f.Field().Int() >= 0 && f.Field().Int() <= MaxFen
	},
}

// choices are what may be chosen under a tag of ours.
var choices = map[string]string{"matter": joined(Matters), "source": joined(Sources), "channel": joined(Channels)}

// canon writes a value that keeps to its tag in the one way in which it is stored and compared. The error is a fault
// whose field says what is wrong.
var canon = map[string]func(at spot, s string) (string, error){
	"phone":     func(_ spot, s string) (string, error) { return NormalizePhone(s) },
	"uscc":      func(_ spot, s string) (string, error) { return NormalizeCreditCode(s) },
	"clocktime": func(_ spot, s string) (string, error) { return normalizeClock(s) },
	"moment":    func(_ spot, s string) (string, error) { return normalizeMoment(s) },
	"place":     func(_ spot, s string) (string, error) { return normalizePlace(s) },
	"zone":      func(_ spot, s string) (string, error) { return normalizeZone(s) },
	"uuid":      func(_ spot, s string) (string, error) { return strings.ToLower(s), nil },
	"identity": func(at spot, s string) (string, error) {
		number, err := ParseIdentity(kindBeside(at.parent), s)
		return number.Value, err
	},
}

// kindBeside is the kind of ID that stands in the same form as the number.
func kindBeside(form reflect.Value) string {
	form = reflect.Indirect(form)
	if form.Kind() != reflect.Struct {
		return ""
	}
	if kind := form.FieldByName("IDKind"); kind.IsValid() {
		return kind.String()
	}
	return ""
}

func reads(reader func(string) (string, error)) validator.Func {
	return func(f validator.FieldLevel) bool {
		_, err := reader(f.Field().String())
		return err == nil
	}
}

func among[T ~string](all []T) validator.Func {
	return func(f validator.FieldLevel) bool { return slices.Contains(all, T(f.Field().String())) }
}

func joined[T ~string](all []T) string {
	var b strings.Builder
	for _, one := range all {
		b.WriteString(string(one) + " ")
	}
	return strings.TrimSpace(b.String())
}

// jsonName is how the API calls a field; empty for one that it does not carry.
func jsonName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	if name == "-" {
		return ""
	}
	return name
}

var (
	clockTime = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$`)
	errClock  = errors.New("not a time of day from 00:00 to 23:59:59")
	errMoment = errors.New("not a date and time between 1900 and 2999")
)

// normalizeClock reads HH:MM or HH:MM:SS; 24:00 and leap seconds are refused.
func normalizeClock(s string) (string, error) {
	s = strings.TrimSpace(narrow(s))
	if !clockTime.MatchString(s) {
		return "", errClock
	}
	return s, nil
}

// normalizeMoment writes a moment in RFC 3339 with Beijing's offset.
func normalizeMoment(s string) (string, error) {
	t, err := ParseMoment(s)
	if err != nil {
		return "", err
	}
	return t.Format(time.RFC3339Nano), nil
}

// ParseMoment reads a date and time in Asia/Shanghai: RFC 3339, or with a space for the T, without seconds, or without a
// zone, where Beijing time is meant. A form that was checked holds its moments so that time.RFC3339 reads them too. It
// refuses 24:00, a leap second, days that do not exist and years outside 1900 to 2999.
func ParseMoment(s string) (time.Time, error) {
	s = strings.TrimSpace(narrow(s))
	for _, layout := range momentLayouts {
		t, err := time.ParseInLocation(layout, s, statute.Zone)
		if err != nil {
			continue
		}
		t = t.In(statute.Zone)
		if t.Year() < 1900 || t.Year() > 2999 {
			return time.Time{}, errMoment
		}
		return t, nil
	}
	return time.Time{}, errMoment
}

var momentLayouts = []string{
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04",
}
