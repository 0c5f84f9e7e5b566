;;; lacewing.el --- Lacewing for eglot -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "29.1"))
;; Keywords: languages, tools
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Registers Lacewing's language server with eglot and adds commands for what has no key of eglot's own.  Completion,
;; hover (eldoc), diagnostics (flymake) and code actions are eglot's.  Eglot has no ghost text and one server a buffer.
;;
;;   (require 'lacewing)
;;   (add-hook 'python-mode-hook #'eglot-ensure)

;;; Code:

(require 'eglot)

(defgroup lacewing nil
  "The Lacewing language server."
  :group 'eglot)

(defcustom lacewing-command '("lacewing" "serve")
  "The words that start the server."
  :type '(repeat string))

(defcustom lacewing-modes
  '(python-base-mode js-base-mode typescript-ts-base-mode java-mode java-ts-mode c-mode c-ts-mode c++-mode c++-ts-mode go-mode
    go-ts-mode rust-mode rust-ts-mode csharp-mode csharp-ts-mode kotlin-mode kotlin-ts-mode
    scala-mode scala-ts-mode swift-mode swift-ts-mode php-mode php-ts-mode ruby-base-mode sh-base-mode lua-mode
    lua-ts-mode sql-mode html-mode html-ts-mode css-base-mode vue-mode svelte-mode markdown-mode)
  "The major modes whose eglot server is Lacewing."
  :type '(repeat symbol))

(defun lacewing--contact (&rest _)
  "The server's command, for `eglot-server-programs'."
  lacewing-command)

(add-to-list 'eglot-server-programs (cons lacewing-modes #'lacewing--contact))

(defun lacewing--server ()
  "The server of this buffer, if it is Lacewing; else an error."
  (let ((server (eglot-current-server)))
    (unless (and server (eglot-server-capable :executeCommandProvider)
                 (seq-contains-p (eglot-server-capable :executeCommandProvider :commands) "lacewing.explain"))
      (user-error "Lacewing does not run for this buffer: M-x eglot"))
    server))

(defun lacewing--execute (command &rest arguments)
  "Have the server execute COMMAND with ARGUMENTS; its result."
  (let ((server (lacewing--server)))
    (if (fboundp 'eglot-execute)
        (eglot-execute server (list :command command :arguments (vconcat arguments)))
      (with-suppressed-warnings ((obsolete eglot-execute-command))
        (eglot-execute-command server command (vconcat arguments))))))

(defun lacewing--here ()
  "The file's URI and the position of point, as the server's commands take them."
  (list (if (fboundp 'eglot-path-to-uri) (eglot-path-to-uri buffer-file-name) (concat "file://" (url-encode-url buffer-file-name)))
        (list :line (1- (line-number-at-pos nil t))
              :character (funcall eglot-current-linepos-function))))

;;;###autoload
(defun lacewing-explain ()
  "Explain the function or type at point, in a buffer of its own."
  (interactive)
  (apply #'lacewing--execute "lacewing.explain" (lacewing--here)))

;;;###autoload
(defun lacewing-generate-test ()
  "Write a test for the function or type at point.
The test file is shown, not saved."
  (interactive)
  (let ((written (apply #'lacewing--execute "lacewing.generateTest" (lacewing--here))))
    (message "Lacewing: %d tests in %s" (length (plist-get written :names)) (plist-get written :path))))

;;;###autoload
(defun lacewing-run-test ()
  "Generate tests for what is at point, run them and write those that pass.
They are run in a sandbox."
  (interactive)
  (let ((run (apply #'lacewing--execute "lacewing.runTest" (lacewing--here))))
    (message "Lacewing: %d passed, %d left out" (length (plist-get run :passed)) (length (plist-get run :failed)))))

;;;###autoload
(defun lacewing-context ()
  "Show what a model would be shown of the project at point, and why.
It is a buffer of its own."
  (interactive)
  (apply #'lacewing--execute "lacewing.context" (lacewing--here)))

;;;###autoload
(defun lacewing-rebuild-index ()
  "Make the project's index anew."
  (interactive)
  (lacewing--execute "lacewing.index.rebuild")
  (message "Lacewing: the index is up to date"))

(provide 'lacewing)
;;; lacewing.el ends here
