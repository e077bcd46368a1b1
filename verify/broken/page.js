// Never shipped: semgrep must find each line.
node.innerHTML = typed; // breaks: scripts-write-text
