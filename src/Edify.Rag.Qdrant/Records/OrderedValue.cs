namespace Edify.Rag.Qdrant.Records;

/// <summary>A value that is compared in two steps: by what the server can hold of it, and where that is equal by what is left.</summary>
/// <param name="High">The first, as JSON.</param>
/// <param name="Fine">What is left, 0 for nothing.</param>
/// <param name="IsLeast">Whether no value of the same <paramref name="High"/> is below it.</param>
/// <param name="IsMost">Whether no value of the same <paramref name="High"/> is above it.</param>
internal readonly record struct OrderedValue(string High, long Fine, bool IsLeast, bool IsMost);
