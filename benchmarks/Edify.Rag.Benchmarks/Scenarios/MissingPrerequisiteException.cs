namespace Edify.Rag.Benchmarks.Scenarios;

/// <summary>Something is not here that a scenario needs.</summary>
/// <param name="message">What, and how to get it.</param>
internal sealed class MissingPrerequisiteException(string message) : Exception(message);
