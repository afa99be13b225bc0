namespace Edify.Rag.Documents.OpenXml.Drawing;

/// <summary>A piece of text before it has its place in the document.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text as it stands in the file.</param>
/// <param name="Level">Level of a heading or depth of a list item.</param>
internal readonly record struct OfficePiece(ElementKind Kind, string Text, int Level = 0);
