def make(given)
  box = Box.new("名")
# ^^^ bindings: @name
#       ^^^^^^^^^^^^ bindings: @value
  left, right = pair
# ^^^^^^^^^^^ bindings: @names
#               ^^^^ bindings: @value
  begin
  rescue Err => err
#        ^^^ bindings: @type
#               ^^^ bindings: @name
  end
end
def other() box.open end
#           ^^^^^^^^ symbols: @returned
