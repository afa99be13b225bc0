using Edify.Rag.Storage.Folder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

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
        builder.Services.AddOptions<FolderBlobStoreOptions>(name).Configure(configure ?? (_ => { })).ValidateOnStart();
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<FolderBlobStoreOptions>, FolderBlobStoreOptionsValidator>());
        return builder
            .Use<IBlobStore>("folder", services =>
                new FolderBlobStore(services.GetRequiredService<IOptionsMonitor<FolderBlobStoreOptions>>().Get(name)))
            .Use<IBlobSource>("folder", services => services.GetRag<IBlobStore>(name));
    }
}
