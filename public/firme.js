// Makes the pages a little better where there is script; without it nothing is missing.
(function () {
  var box = document.querySelector('[data-petition]')
  var count = box && box.querySelector('[data-count]')
  var lang = document.documentElement.lang
  if (count && window.fetch) {
    setInterval(function () {
      if (document.hidden) return
      fetch('/' + lang + '/petitions/' + box.getAttribute('data-petition') + '.json')
        .then(function (answer) { return answer.ok ? answer.json() : null })
        .then(function (petition) {
          if (!petition) return
          count.textContent = petition.signature_count.toLocaleString(lang + '-US')
          var label = box.querySelector('[data-count-label]')
          if (label && petition.signature_count !== 1) label.textContent = label.getAttribute('data-count-label')
          var bar = box.querySelector('progress')
          if (!bar) return
          bar.max = petition.goal
          bar.value = petition.signature_count
        })
        .catch(function () { /* Offline: the number stays as it was. */ })
    }, 15000)
  }
  var share = document.querySelector('[data-share]')
  if (share && navigator.share) {
    share.hidden = false
    share.onclick = function () {
      navigator.share({ title: share.getAttribute('data-title'), url: share.getAttribute('data-share') }).catch(function () { /* Closed again. */ })
    }
  }
  var locate = document.querySelector('[data-locate]')
  if (locate && navigator.geolocation) {
    locate.hidden = false
    locate.onsubmit = function (event) {
      if (locate.lat.value) return
      event.preventDefault()
      navigator.geolocation.getCurrentPosition(function (at) {
        // About a kilometre: nobody's house leaves the phone.
        locate.lat.value = at.coords.latitude.toFixed(2)
        locate.lon.value = at.coords.longitude.toFixed(2)
        locate.submit()
      }, function () { locate.querySelector('[role=status]').textContent = locate.getAttribute('data-locate') })
    }
  }
  var copy = document.querySelector('[data-copy]')
  if (copy && navigator.clipboard) {
    copy.hidden = false
    copy.onclick = function () {
      navigator.clipboard.writeText(document.getElementById(copy.getAttribute('data-copy')).value).then(function () {
        copy.textContent = copy.getAttribute('data-done')
      })
    }
  }
})()
