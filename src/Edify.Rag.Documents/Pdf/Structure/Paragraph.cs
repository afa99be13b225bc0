namespace Edify.Rag.Documents.Pdf.Structure;

/// <summary>Lines that were joined to running text, with what their looks say about their role.</summary>
/// <param name="Text">The text, lines joined.</param>
/// <param name="LineCount">Of how many lines it was made.</param>
/// <param name="Size">Its font size in points.</param>
/// <param name="IsBold">Whether all of it is bold.</param>
/// <param name="X">Where it begins on its line.</param>
/// <param name="Depth">How far down the page it begins: 0 at the top, 1 at the bottom.</param>
/// <param name="IsTable">Whether it holds rows and cells.</param>
/// <param name="IsCode">Whether it is a program, its lines and indents kept.</param>
/// <param name="IsTurned">Whether it runs in another direction than most text of its page.</param>
internal sealed record Paragraph(string Text, int LineCount, float Size, bool IsBold, float X, double Depth, bool IsTable = false, bool IsCode = false, bool IsTurned = false);
