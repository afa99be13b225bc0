using Edify.Rag.Shared.Composition;
using Edify.Rag.Storage.S3;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Reads and stores blobs in a bucket of Amazon S3 or of a server that speaks S3.</summary>
public static class S3RagBuilderExtensions
{
    extension(RagProvider)
    {
        /// <summary>Lets configuration choose S3 by <c>Storage:Provider = S3</c>, with <see cref="S3BlobStoreOptions"/> in <c>Storage:S3</c>.</summary>
        public static RagProvider S3 => new("Storage", "S3", (rag, section) =>
        {
            rag.Services.Configure<S3BlobStoreOptions>(rag.Name, section, SettingsBinding.Strict);
            rag.UseS3();
        });
    }

    /// <summary>Uses a bucket as <see cref="IBlobStore"/> and <see cref="IBlobSource"/>.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options; a bucket must be named.</param>
    public static IRagBuilder UseS3(this IRagBuilder builder, Action<S3BlobStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        builder.AddValidatedOptions<S3BlobStoreOptions, S3BlobStoreOptionsValidator>(configure);
        return builder
            .Use<IBlobStore>("s3", services =>
                new S3BlobStore(services.GetOptions<S3BlobStoreOptions>(name), services.GetTime()))
            .Use<IBlobSource>("s3", services => services.GetRag<IBlobStore>(name));
    }
}
