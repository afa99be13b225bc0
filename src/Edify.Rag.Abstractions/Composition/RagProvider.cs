using Microsoft.Extensions.Configuration;

namespace Edify.Rag;

/// <summary>A provider that configuration can choose by name: <c>EdifyRag:{Stage}:Provider = {Name}</c>.</summary>
/// <remarks>The shipped ones are known; hand those of other packages, or your own, to <c>AddEdifyRag</c>.</remarks>
/// <param name="Stage">The stage's section, such as "Storage", "Embeddings", "Vectors" or "Chat"; compared without case.</param>
/// <param name="Name">The provider's name and the name of its own section below the stage's; compared without case.</param>
/// <param name="Use">Calls the provider's verb with the provider's section, which is empty when nothing is configured.</param>
public sealed record RagProvider(string Stage, string Name, Action<IRagBuilder, IConfigurationSection> Use);
