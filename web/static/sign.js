// Drawing a signature with a finger: an extra for those who want it. The strokes go into the hidden field as SVG path data.
(function () {
  var pad = document.getElementById("pad"), canvas = document.getElementById("canvas");
  var field = document.getElementsByName("drawing")[0];
  if (!pad || !canvas || !field || !canvas.getContext || !window.PointerEvent) return;
  pad.hidden = false;
  var pen = canvas.getContext("2d"), path = "", down = false;
  pen.lineWidth = 6; pen.lineCap = "round"; pen.lineJoin = "round";
  function at(e) {
    var r = canvas.getBoundingClientRect();
    return [Math.round((e.clientX - r.left) * canvas.width / r.width), Math.round((e.clientY - r.top) * canvas.height / r.height)];
  }
  canvas.addEventListener("pointerdown", function (e) {
    var p = at(e); down = true; pen.beginPath(); pen.moveTo(p[0], p[1]); path += "M" + p[0] + " " + p[1];
    canvas.setPointerCapture(e.pointerId);
  });
  canvas.addEventListener("pointermove", function (e) {
    if (!down || path.length > 50000) return;
    var p = at(e); pen.lineTo(p[0], p[1]); pen.stroke(); path += "L" + p[0] + " " + p[1]; field.value = path;
  });
  canvas.addEventListener("pointerup", function () { down = false; });
  document.getElementById("clear").addEventListener("click", function () {
    path = ""; field.value = ""; pen.clearRect(0, 0, canvas.width, canvas.height);
  });
})();
