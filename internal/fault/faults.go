package fault

// BadField is an Invalid fault about one field.
func BadField(name, code string, text Text) *Fault {
	return New(Invalid, "invalid", Text{
		ZH: "有几处需要修改，您填写的内容都还在。",
		EN: "Some fields need a correction; everything you typed is still there.",
	}).With(Field{Name: name, Code: code, Text: text})
}

// Missing is the answer for what does not exist and for what this person may not see: the same words for both.
func Missing() *Fault {
	return New(NotFound, "not_found", Text{
		ZH: "没有找到。请核对编号或查询码；如有疑问，请联系调解委员会。",
		EN: "Not found. Check the number or code, or ask the mediation committee.",
	})
}

// NotYours is the answer to an act that this person may not do in a case they may see.
func NotYours() *Fault {
	return New(Forbidden, "forbidden", Text{
		ZH: "您不能办理这一步。请由有权限的人办理。",
		EN: "You may not take this step; ask the person in charge of it.",
	})
}

// OutOfTurn names the stage and what is possible there instead.
func OutOfTurn(stage string, acts []string) *Fault {
	f := New(Conflict, "out_of_turn", Text{
		ZH: "案件目前的阶段不能办理这一步，请刷新页面查看现在可以办理的事项。",
		EN: "The case is at a stage where this is not possible; reload to see what is.",
	})
	f.Stage, f.Acts = stage, acts
	return f
}

// Stale says that someone acted since the person looked.
func Stale() *Fault {
	return New(Conflict, "stale", Text{
		ZH: "在您填写时，案件有了新进展。请查看后再提交，您填写的内容都还在。",
		EN: "The case has moved since you looked. Look again and resubmit; your text is kept.",
	})
}

// Late says which clock ran out.
func Late(clock string) *Fault {
	f := New(TooLate, "too_late", Text{
		ZH: "办理这一步的期限已过。请联系调解员了解其他办法。",
		EN: "The time for this step has passed; ask the mediator about other roads.",
	})
	f.Clock = clock
	return f
}

// Busy says that a part of the system does not answer, and that nothing was lost.
func Busy() *Fault {
	return New(Unavailable, "unavailable", Text{
		ZH: "系统暂时繁忙，请稍后再试。已提交的内容不会丢失。",
		EN: "The system is busy; try again shortly. Nothing that was handed in is lost.",
	})
}
