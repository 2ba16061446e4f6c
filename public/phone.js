// The phone on /dev/phone: goes on by itself, and says what is said. Without it "Look again" does the same, in silence.
(function () {
  var voice = window.speechSynthesis
  var isHeard = sessionStorage.getItem('listens') === '1'
  var live = function (page) { return page.querySelector('[data-call]') }
  var state = function (call) { return call ? call.querySelector('h2').id + call.getAttribute('data-call') : '' }

  function speak(line) {
    if (!isHeard || !voice || !line.getAttribute('data-voice')) return
    var words = new SpeechSynthesisUtterance(line.getAttribute('data-voice'))
    words.lang = line.lang
    voice.speak(words)
  }

  function look() {
    return fetch(location.href).then(function (answer) { return answer.text() }).then(function (html) {
      var mine = live(document)
      var now = live(new DOMParser().parseFromString(html, 'text/html'))
      if (state(mine) !== state(now)) {
        if (!/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) location.reload()
        return
      }
      if (!mine) return
      var list = mine.querySelector('[data-transcript]')
      var lines = now.querySelectorAll('[data-transcript] > li')
      for (var index = list.children.length; index < lines.length; index += 1) {
        var line = document.importNode(lines[index], true)
        list.appendChild(line)
        speak(line)
      }
    }).catch(function () { /* Not there for a moment: looked at again. */ })
  }

  document.querySelectorAll('[data-keypad]').forEach(function (form) {
    form.onsubmit = function (event) {
      event.preventDefault()
      if (voice) voice.cancel()
      var fields = new URLSearchParams(new FormData(form))
      fields.set('keys', event.submitter.value)
      fetch(location.href, { method: 'POST', body: fields }).then(look)
    }
  })
  document.querySelectorAll('[data-listen]').forEach(function (button) {
    if (!voice) return
    var words = [button.textContent, button.getAttribute('data-listen')]
    var show = function () { button.textContent = words[isHeard ? 1 : 0] }
    button.hidden = false
    show()
    button.onclick = function () {
      isHeard = !isHeard
      sessionStorage.setItem('listens', isHeard ? '1' : '0')
      show()
      if (!isHeard) return voice.cancel()
      var last = button.closest('[data-call]').querySelector('[data-transcript] > li:last-child')
      if (last) speak(last)
    }
  })
  setInterval(function () { if (!document.hidden) look() }, 1500)
})()
