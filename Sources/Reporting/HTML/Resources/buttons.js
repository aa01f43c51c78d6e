// Buttons at the end of a page.

function copyButton() {
  const command = byId("command");
  if (!command) return null;
  const button = html("button", {
    type: "button",
    click: async () => {
      try {
        await navigator.clipboard.writeText(command.textContent);
        button.textContent = "Copied";
      } catch {
        // Without the right to use the clipboard the text is selected, ready to be copied.
        getSelection().selectAllChildren(command);
        button.textContent = "Selected";
      }
    },
  }, "Copy the command");
  return button;
}

// The data of the page as a file.
function saveButton(data, file) {
  return html("button", {
    type: "button",
    click: () => {
      const url = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
      html("a", { href: url, download: file }).click();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    },
  }, "Save the data as JSON");
}

function drawButtons(data, file) {
  byId("reproduce-controls").append(...[copyButton(), saveButton(data, file)].filter(Boolean));
}
