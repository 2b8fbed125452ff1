"""What a window is told not to do, so that a test can say when it hears of the others."""

WITHOUT_BEAT = """
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (said) {
  if (!/"[\\w.]+\\.beat"/.test(said)) send.call(this, said);
};
"""
"""A window that does not ask what the others saved: it learns of it when it saves itself."""
