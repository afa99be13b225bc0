namespace Edify.Rag.Vectors.Embedded.Searching;

/// <summary>A row that was found, and how well it fits.</summary>
internal readonly record struct Hit(int Segment, int Row, float Score);
