namespace Edify.Rag.Documents.Containers;

/// <summary>A file within another: an entry of an archive, an attachment of a message.</summary>
/// <param name="Name">What it is called there, for headings and messages; never a path to anything.</param>
/// <param name="ContentType">Media type that the container claims.</param>
/// <param name="OpenAsync">Opens its bytes, forward only.</param>
internal sealed record ContainedFile(string Name, string? ContentType, Func<CancellationToken, Task<Stream>> OpenAsync)
{
    /// <summary>Whether its name stands as a heading above it.</summary>
    public bool HasHeading { get; init; } = true;
}
