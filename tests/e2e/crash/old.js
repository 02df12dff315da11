// Leaves the profile as a build before segments did: single records in both stores, and nothing else. Then the page
// itself begins.
(async () => {
  const asked = new URLSearchParams(location.search);
  const records = await (await fetch(asked.get('old'))).json();
  for (const [name, text] of records) localStorage.setItem('certdeck/' + name, text);
  const request = indexedDB.open('certdeck/journal', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('records');
  request.onsuccess = () => {
    const transaction = request.result.transaction('records', 'readwrite', { durability: 'strict' });
    for (const [name, text] of records) transaction.objectStore('records').put(text, name);
    transaction.oncomplete = async () => {
      request.result.close();
      await fetch('/told', { method: 'POST', body: JSON.stringify({ session: asked.get('session'), kept: records }) });
      location.replace('./' + location.search + location.hash);
    };
  };
})();
