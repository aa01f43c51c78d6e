// Draws the page.

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
function saveButton() {
  return html("button", {
    type: "button",
    click: () => {
      const url = URL.createObjectURL(new Blob([JSON.stringify(estimate, null, 2)], { type: "application/json" }));
      html("a", { href: url, download: "estimate.json" }).click();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    },
  }, "Save the data as JSON");
}

drawNotes();
drawCards();
drawAccuracy();
drawFloorplan();
drawArea();
drawBars("latency");
drawBars("energy");
drawLayerTable();
drawOperations();
drawParameters();
byId("reproduce-controls").append(...[copyButton(), saveButton()].filter(Boolean));
document.documentElement.dataset.ready = "true";
