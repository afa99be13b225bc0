using Edify.Rag.Hosting.Privacy.Encryption.Conversations;
using Edify.Rag.Hosting.Privacy.Encryption.Keys;
using Edify.Rag.Hosting.Privacy.Encryption.Records;
using Edify.Rag.Hosting.Privacy.Encryption.Rotation;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edify.Rag;

/// <summary>Encrypts stored texts.</summary>
public static class EncryptionRagBuilderExtensions
{
    /// <summary>
    /// Encrypts the texts of documents in the vector store, conversations, and answers in a shared cache, by AES-256-GCM; see
    /// <see cref="EncryptionOptions"/>. Search by words goes on over keyed hashes of them, in every store.
    /// </summary>
    /// <remarks>
    /// Not encrypted are vectors, names of documents, what access rules look at, and how often a word occurs: docs/privacy.md tells what
    /// that tells. Records that were there before are encrypted by <see cref="IEncryptionMaintenance"/>, and until then found by their
    /// vectors alone. Called again it changes the options only.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Says where the keys are, unless <see cref="UseKeys"/> does, and what is encrypted.</param>
    public static IRagBuilder WithEncryption(this IRagBuilder builder, Action<EncryptionOptions>? configure = null)
    {
        builder.AddValidatedOptions<EncryptionOptions, EncryptionOptionsValidator>(configure);
        var name = builder.Name;
        if (builder.Services.Any(s => s.ServiceType == typeof(KeyRing) && Equals(s.ServiceKey, name))) return builder;
        builder.Services.AddKeyedSingleton(name, (services, _) => new KeyRing(ProviderOf(services, name), services.GetTime()));
        builder.Services.AddKeyedSingleton<IEncryptionMaintenance>(name, (services, _) => new EncryptionMaintenance(
            services.GetRag<IVectorStore>(name), services.GetRequiredKeyedService<KeyRing>(name), services.GetOptions<RagOptions>(name).Collection));
        if (name == RagServices.DefaultName) builder.Services.TryAddSingleton(services => services.GetRag<IEncryptionMaintenance>());
        return builder
            .Decorate<IVectorStore>("encryption", (inner, services) => services.GetOptions<EncryptionOptions>(name) is { Records: true } options
                ? EncryptingVectorStore.Around(inner, services.GetRequiredKeyedService<KeyRing>(name), options.AllowUnencrypted)
                : inner)
            .Decorate<IConversationStore>("encryption", (inner, services) => services.GetOptions<EncryptionOptions>(name).Conversations
                ? new EncryptingConversationStore(inner, services.GetRequiredKeyedService<KeyRing>(name))
                : inner);
    }

    /// <summary>Has keys from where the host keeps them, such as a service for keys.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the provider, once.</param>
    public static IRagBuilder UseKeys(this IRagBuilder builder, Func<IServiceProvider, IKeyProvider> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(factory);
        builder.Services.AddKeyedSingleton(builder.Name, (services, _) => factory(services));
        return builder;
    }

    private static bool IsWithin(string directory, string other) =>
        WithSeparator(directory).StartsWith(WithSeparator(other), StringComparison.Ordinal);

    private static string WithSeparator(string directory) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)) + Path.DirectorySeparatorChar;

    private static IKeyProvider ProviderOf(IServiceProvider services, string name)
    {
        if (services.GetKeyedService<IKeyProvider>(name) is { } own) return own;
        var options = services.GetOptions<EncryptionOptions>(name);
        if (options.KeyDirectory is { } directory)
        {
            // Who copies the state must not copy the keys with it.
            if (IsWithin(directory, services.GetOptions<RagOptions>(name).StateDirectory))
                throw new RagConfigurationException($"Privacy:Encryption:KeyDirectory '{directory}' lies in the state directory; keep keys apart from what they protect.");
            return new KeyDirectory(directory);
        }

        return options.KeyVariables is { } prefix
            ? new KeyVariables(prefix)
            : throw new RagConfigurationException("Encryption is on, and there are no keys: set Privacy:Encryption:KeyDirectory or KeyVariables, or call UseKeys.");
    }
}
