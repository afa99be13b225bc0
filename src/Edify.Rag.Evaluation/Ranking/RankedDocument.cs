namespace Edify.Rag;

/// <summary>A document of a ranking.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Score">What it was ranked by; higher is better.</param>
public readonly record struct RankedDocument(string Id, double Score);
