namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>A drawn line along or across the page, in page space.</summary>
/// <param name="X">Its left end.</param>
/// <param name="Y">Its lower end.</param>
/// <param name="EndX">Its right end, equal to <paramref name="X"/> for a vertical line.</param>
/// <param name="EndY">Its upper end, equal to <paramref name="Y"/> for a horizontal line.</param>
internal readonly record struct Ruling(float X, float Y, float EndX, float EndY);
