// A personal link carries its token behind "#", which no server ever sees; this puts it into the form.
(function () {
  var field = document.getElementById("link");
  var token = decodeURIComponent(location.hash.slice(1));
  if (field && token) {
    field.value = token;
    history.replaceState(null, "", location.pathname);
  }
})();
