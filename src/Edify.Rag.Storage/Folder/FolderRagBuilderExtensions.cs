using Edify.Rag.Storage.Folder;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Reads and stores blobs in a local folder.</summary>
public static class FolderRagBuilderExtensions
{
    /// <summary>Uses a local folder as <see cref="IBlobStore"/> and <see cref="IBlobSource"/>.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options; the defaults read <c>./content</c>.</param>
    public static IRagBuilder UseFolder(this IRagBuilder builder, Action<FolderBlobStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        builder.AddValidatedOptions<FolderBlobStoreOptions, FolderBlobStoreOptionsValidator>(configure);
        return builder
            .Use<IBlobStore>("folder", services =>
                new FolderBlobStore(services.GetOptions<FolderBlobStoreOptions>(name)))
            .Use<IBlobSource>("folder", services => services.GetRag<IBlobStore>(name));
    }
}
