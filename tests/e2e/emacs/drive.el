;;; drive.el --- What a person does, in batch -*- lexical-binding: t -*-

;; Prints "ok: …" for each thing that was seen to work and ends with status 1 at the first that was not.

(require 'cl-lib)
(setq native-comp-jit-compilation nil
      eglot-sync-connect 60 eglot-confirm-server-edits nil enable-local-variables nil make-backup-files nil
      python-indent-guess-indent-offset nil)

(defun drive-check (what seen)
  "Print that WHAT works when SEEN, else end."
  (unless seen
    (princ (format "never: %s\n" what))
    (kill-emacs 1))
  (princ (format "ok: %s\n" what)))

(defun drive-wait (condition)
  "The value of the function CONDITION once it is non-nil; nil after a minute."
  (let ((end (+ (float-time) 60)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.2))
    value))

(defun drive-buffer (text)
  "A buffer of a file that contains TEXT."
  (cl-find-if (lambda (buffer)
                (and (buffer-file-name buffer)
                     (with-current-buffer buffer
                       (save-excursion (goto-char (point-min)) (search-forward text nil t)))))
              (buffer-list)))

(defun drive-to (text)
  "Go to the code's buffer and behind TEXT."
  (switch-to-buffer drive-code)
  (goto-char (point-min))
  (search-forward text))

(find-file "inflection/__init__.py")
(defvar drive-code (current-buffer))
(apply #'eglot (eglot--guess-contact))
(drive-check "eglot connects, by lacewing.el" (eglot-current-server))

(goto-char (point-max))
(insert "\nordi")
(let ((found (eglot-completion-at-point)))
  (drive-check "completion at point" (and found (member "ordinalize" (all-completions "ordi" (nth 2 found))))))
(delete-region (- (point) 5) (point))

(drive-to "return \"{}{}\".format(number, ordi")
(let* ((backend (xref-find-backend))
       (name (xref-backend-identifier-at-point backend))
       (found (xref-backend-definitions backend name)))
  (drive-check "goes to a definition"
               (and (= (length found) 1) (string-match-p "def ordinal(" (xref-item-summary (car found)))))
  (drive-check "lists references" (>= (length (xref-backend-references backend name)) 2)))

(drive-to "def ordinalize")
(lacewing-explain)
(let ((shown (drive-wait (lambda () (drive-buffer "### function ordinalize")))))
  (drive-check "explains a function in a buffer" shown)
  (princ (with-current-buffer shown (buffer-string))))

(drive-to "def tableize")
(lacewing-context)
(drive-check "shows the context for point in a buffer" (drive-wait (lambda () (drive-buffer "# Context for __init__.py"))))

(drive-to "def parameterize")
(let ((action (cl-find-if (lambda (found) (string-match-p "\\`Generate test for [^ ]*\\'" (plist-get found :title)))
                          (append (eglot-code-actions (point) (point) nil nil) nil))))
  (drive-check "code actions" action)
  (eglot-execute (eglot-current-server) action))
(let ((tests (drive-wait (lambda () (drive-buffer "def test_")))))
  (drive-check "generates a test by code action" tests)
  (with-current-buffer tests
    (princ (buffer-string))
    (drive-check "which can be saved" (progn (save-buffer) (file-exists-p buffer-file-name)))))

(drive-to "def dasherize")
(lacewing-generate-test)
(drive-check "generates a test by command" (drive-wait (lambda () (drive-buffer "_dasherize"))))

(drive-to "import re")
(eglot-shutdown (eglot-current-server))
(drive-check "the server ends" t)
(kill-emacs 0)
