package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"hejie/internal/fault"
	"hejie/internal/seal"
)

// tooLarge names the limit; the door answers 413.
func tooLarge(limit int64) error {
	return fault.New(fault.Invalid, "too_large", fault.Text{
		ZH: fmt.Sprintf("文件超过 %s 的上限，没有保存。请压缩或分成几个文件后再上传。", megabytes(limit)),
		EN: fmt.Sprintf("The file is over the limit of %s and was not kept. Make it smaller or upload it in parts.", megabytes(limit)),
	})
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d B", n)
	}
	return fmt.Sprintf("%d MB", n>>20)
}

func emptyFile() error {
	return fault.New(fault.Invalid, "empty_file", fault.Text{
		ZH: "这个文件是空的，没有保存。请重新选择文件。",
		EN: "This file is empty and was not kept. Choose the file again.",
	})
}

func cutOff(cause error) error {
	return fault.New(fault.Invalid, "upload_cut", fault.Text{
		ZH: "上传中断，这个文件没有保存。请重新上传。",
		EN: "The upload broke off and this file was not kept. Upload it again.",
	}).Because(cause)
}

func noStorage(cause error) error {
	return fault.New(fault.Unavailable, "storage", fault.Text{
		ZH: "文件暂时无法保存或读取。已保存的内容不受影响，请稍后再试。",
		EN: "Files cannot be kept or read just now. What was kept before is safe; try again shortly.",
	}).Because(cause)
}

// unreadable turns what kept a file from being read into what a person is told. The cause names the file for the log.
func unreadable(id string, err error) error {
	err = fmt.Errorf("reading the file %q of the vault: %w", id, err)
	switch {
	case errors.Is(err, seal.ErrDestroyed):
		return fault.New(fault.NotFound, "erased", fault.Text{
			ZH: "这个文件已按要求永久删除。",
			EN: "This file was erased for good, as was asked.",
		}).Because(err)
	case errors.Is(err, seal.ErrBroken), errors.Is(err, errOtherFile), errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "evidence_damaged", fault.Text{
			ZH: "这份证据的原件已损坏或缺失，不能打开；案件可以继续办理。请通知管理员从备份恢复。",
			EN: "The original of this evidence is damaged or missing and is not shown; the case can go on. Tell the administrator to restore it from the backup.",
		}).Because(err)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return noStorage(err)
}
