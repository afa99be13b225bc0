namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>Where a paragraph stands among lists.</summary>
/// <param name="List">Identifier of the list.</param>
/// <param name="Level">Depth from 0; <see langword="null"/> where the list says at which level the style stands.</param>
/// <param name="Style">Identifier of the style that puts it there; <see langword="null"/> when the paragraph itself does.</param>
internal readonly record struct DocxListPlace(string List, int? Level, string? Style);
