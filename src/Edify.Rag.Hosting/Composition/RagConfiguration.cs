using Microsoft.Extensions.Configuration;

namespace Edify.Rag.Hosting.Composition;

/// <summary>Applies the <c>EdifyRag</c> section: settings that every pipeline has, then one provider a stage, and what is put around it.</summary>
/// <remarks>A key that nothing reads is an error: a misspelt setting must not be taken for an applied one.</remarks>
internal static class RagConfiguration
{
    public static void Apply(RagBuilder builder, IConfiguration section, IReadOnlyList<RagProvider> providers)
    {
        foreach (var child in section.GetChildren())
        {
            var stage = providers.Where(p => Same(p.Stage, child.Key)).ToList();
            if (Same(child.Key, RagProvider.ModelStage)) ModelConfiguration.Apply(builder, child, providers);
            else if (stage.Count > 0) UseProvider(builder, child, stage);
            else if (!RagSettings.TryApply(builder, child)) throw UnknownKey(child.Path, child.Key, Known(providers));
        }
    }

    private static void UseProvider(RagBuilder builder, IConfigurationSection stage, List<RagProvider> providers)
    {
        var names = providers.ConvertAll(p => p.Name);
        var decorators = ShippedDecorators.All.Where(d => Same(d.Stage, stage.Key)).ToList();
        foreach (var child in stage.GetChildren())
        {
            if (!Same(child.Key, "Provider") && !names.Exists(n => Same(n, child.Key)) && !decorators.Exists(d => Same(d.Name, child.Key)))
                throw UnknownKey(child.Path, child.Key, ["Provider", .. names, .. decorators.Select(d => d.Name)]);
        }

        var chosen = stage["Provider"] ?? providers[0].Name;
        var provider = providers.Find(p => Same(p.Name, chosen))
            ?? throw new RagConfigurationException($"{stage.Path}:Provider is '{chosen}'; known are {Join(names)}.");
        provider.Use(builder, stage.GetSection(provider.Name));
        foreach (var decorator in decorators)
        {
            if (stage.GetChildren().FirstOrDefault(c => Same(c.Key, decorator.Name)) is { } section && ShippedDecorators.IsWanted(section))
                decorator.With(builder, section);
        }
    }

    private static RagConfigurationException UnknownKey(string path, string key, IEnumerable<string> known) =>
        new($"The setting {path} is unknown; instead of '{key}' it may be {Join(known)}.");

    private static IEnumerable<string> Known(IReadOnlyList<RagProvider> providers) =>
        RagSettings.Keys.Concat(providers.Select(p => p.Stage).Distinct(StringComparer.OrdinalIgnoreCase));

    private static string Join(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
