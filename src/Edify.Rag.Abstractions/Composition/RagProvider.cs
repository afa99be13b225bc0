using Microsoft.Extensions.Configuration;

namespace Edify.Rag;

/// <summary>A provider that configuration can choose by name: <c>EdifyRag:{Stage}:Provider = {Name}</c>.</summary>
/// <remarks>The shipped ones are known; hand those of other packages, or your own, to <c>AddEdifyRag</c>.</remarks>
/// <param name="Stage">The stage's section, such as "Storage", "Embeddings", "Vectors" or "Chat"; compared without case.</param>
/// <param name="Name">The provider's name and the name of its own section below the stage's; compared without case.</param>
/// <param name="Use">Calls the provider's verb with the provider's section, which is empty when nothing is configured.</param>
public sealed record RagProvider(string Stage, string Name, Action<IRagBuilder, IConfigurationSection> Use)
{
    /// <summary>
    /// The stage of providers of language models. <c>EdifyRag:Models</c> is a list, and <see cref="Use"/> gets the section of one model, whose
    /// options lie in a section of the provider's name below it.
    /// </summary>
    public const string ModelStage = "Models";

    /// <summary>The name under which configuration adds a language model: what it says itself, else that of its provider.</summary>
    /// <param name="model">The model's section.</param>
    public static string ModelNameOf(IConfigurationSection model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model["Name"] is { Length: > 0 } name ? name : model["Provider"] ?? model.Key;
    }
}
