using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Composition;

/// <summary>Applies <c>EdifyRag:Models</c>: language models in the order in which they are asked, each with its provider's options and its limits.</summary>
internal static class ModelConfiguration
{
    private const string Limits = "Limits";

    public static void Apply(RagBuilder builder, IConfigurationSection models, IReadOnlyList<RagProvider> providers)
    {
        var known = providers.Where(provider => Same(provider.Stage, RagProvider.ModelStage)).ToList();
        if (known.Count == 0)
            throw new RagConfigurationException($"The setting {models.Path} names language models, but no provider of any was handed to AddEdifyRag; hand it RagProvider.OpenAIChat or RagProvider.AnthropicChat.");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in models.GetChildren())
        {
            Add(builder, model, known);
            if (!names.Add(RagProvider.ModelNameOf(model)))
                throw new RagConfigurationException($"The setting {model.Path} adds a second model '{RagProvider.ModelNameOf(model)}'; give each a Name of its own.");
        }
    }

    private static void Add(RagBuilder builder, IConfigurationSection model, List<RagProvider> providers)
    {
        var names = string.Join(", ", providers.Select(provider => $"'{provider.Name}'"));
        var chosen = model["Provider"] ?? throw new RagConfigurationException($"The setting {model.Path}:Provider is missing; known are {names}.");
        var provider = providers.Find(p => Same(p.Name, chosen)) ?? throw new RagConfigurationException($"{model.Path}:Provider is '{chosen}'; known are {names}.");
        foreach (var child in model.GetChildren())
        {
            if (!Same(child.Key, "Name") && !Same(child.Key, "Provider") && !Same(child.Key, Limits) && !Same(child.Key, provider.Name))
                throw new RagConfigurationException($"The setting {child.Path} is unknown; instead of '{child.Key}' it may be 'Name', 'Provider', '{Limits}', '{provider.Name}'.");
        }

        var limits = model.GetSection(Limits);
        builder.Services.Configure<ChatModelOptions>(
            RagServices.ModelOf(builder.Name, RagProvider.ModelNameOf(model)), limits, SettingsBinding.Strict<ChatModelOptions>(limits));
        provider.Use(builder, model);
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
