using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Assembles one pipeline. Every provider's <c>Use…</c> verb is an extension of this interface.</summary>
/// <remarks>
/// Not safe for concurrent use. Services are keyed by <see cref="Name"/>, so that several pipelines live side by side; those
/// of the default pipeline are also found without a key. What was assembled, in order, is in <see cref="RagDescription"/>.
/// Components are singletons.
/// </remarks>
public interface IRagBuilder
{
    /// <summary>Name of the pipeline, and the key of its services and options.</summary>
    string Name { get; }

    /// <summary>The host's services, for a verb's own registrations.</summary>
    IServiceCollection Services { get; }

    /// <summary>Chooses the implementation of a stage, such as <see cref="IVectorStore"/>; the last choice wins.</summary>
    /// <typeparam name="TService">The contract of the stage.</typeparam>
    /// <param name="provider">What is used, in a word or two, for the description.</param>
    /// <param name="factory">Makes it; it finds other stages by <see cref="RagServices.GetRag{TService}"/>.</param>
    IRagBuilder Use<TService>(string provider, Func<IServiceProvider, TService> factory) where TService : class;

    /// <summary>Adds an implementation to a stage that has several, such as <see cref="IDocumentReader"/>; the first added is asked first.</summary>
    /// <typeparam name="TService">The contract of the stage.</typeparam>
    /// <param name="provider">What is added, in a word or two, for the description.</param>
    /// <param name="factory">Makes it.</param>
    IRagBuilder Add<TService>(string provider, Func<IServiceProvider, TService> factory) where TService : class;

    /// <summary>Wraps what a stage uses; the last wrapper written is the outermost.</summary>
    /// <typeparam name="TService">The contract of the stage.</typeparam>
    /// <param name="decorator">What it adds, in a word or two, for the description.</param>
    /// <param name="wrap">Makes the wrapper from what it wraps.</param>
    IRagBuilder Decorate<TService>(string decorator, Func<TService, IServiceProvider, TService> wrap) where TService : class;
}

/// <summary>Finds the parts of a pipeline.</summary>
public static class RagServices
{
    /// <summary>Name of the pipeline that <c>AddEdifyRag()</c> without a name assembles.</summary>
    public const string DefaultName = "default";

    /// <summary>Key of what takes the place of a stage of the named pipeline when it fails.</summary>
    /// <param name="name">The pipeline's name.</param>
    public static string FallbackOf(string name) => $"{name}/fallback";

    /// <summary>Name of the options of one language model among those of the named pipeline.</summary>
    /// <param name="name">The pipeline's name.</param>
    /// <param name="model">The name under which the model was added.</param>
    public static string ModelOf(string name, string model) => $"{name}/models/{model}";

    /// <summary>The stage's implementation in the named pipeline.</summary>
    /// <typeparam name="TService">The contract of the stage.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The pipeline's name.</param>
    /// <exception cref="InvalidOperationException">The pipeline has no such stage.</exception>
    public static TService GetRag<TService>(this IServiceProvider services, string name = DefaultName) where TService : class =>
        services.GetRequiredKeyedService<TService>(name);

    /// <summary>All implementations of a stage in the named pipeline, in the order they were added.</summary>
    /// <typeparam name="TService">The contract of the stage.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The pipeline's name.</param>
    public static IReadOnlyList<TService> GetRagAll<TService>(this IServiceProvider services, string name = DefaultName) where TService : class =>
        [.. services.GetKeyedServices<TService>(name)];
}
