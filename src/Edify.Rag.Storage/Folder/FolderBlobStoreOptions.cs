namespace Edify.Rag;

/// <summary>Options of a folder as blob store.</summary>
public sealed class FolderBlobStoreOptions
{
    /// <summary>The folder, absolute or relative to the working directory of the process. It must exist when it is first used.</summary>
    /// <value>Default: "content".</value>
    public string Path { get; set; } = "content";
}
