namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>What a collection is, in <c>collection.json</c>; written once.</summary>
/// <param name="Format">Version of the files' formats.</param>
/// <param name="Name">Its name.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="Embedder">The embedder it was made for.</param>
/// <param name="Instance">Tells it from a collection of the same name that was dropped.</param>
internal sealed record CollectionDescription(int Format, string Name, int Dimension, string Embedder, Guid Instance)
{
    private const int CurrentFormat = 1;

    /// <summary>A new collection.</summary>
    public static CollectionDescription Of(CollectionDefinition definition) =>
        new(CurrentFormat, definition.Name, definition.Dimension, definition.Embedder, Guid.NewGuid());

    /// <summary>The collection in these files; <see langword="null"/> when there is none.</summary>
    /// <exception cref="RagStateException">The file is damaged, or of a version that this library does not know.</exception>
    public static CollectionDescription? Read(CollectionFiles files)
    {
        if (StateFile.Read(files.Description, CollectionJson.Default.CollectionDescription) is not { } description) return null;
        if (description.Format == CurrentFormat) return description;
        throw new RagStateException(
            files.Description,
            $"The collection in '{files.Directory}' has format {description.Format}; this library reads format {CurrentFormat}. " +
            "Use the version of the library that wrote it, or choose another directory and ingest again.");
    }
}
