using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Composition;

/// <summary>Applies <c>EdifyRag:Privacy</c>, and what says which network is the school's own.</summary>
internal static class PrivacyConfiguration
{
    private static readonly string[] Known = ["Detection", "Redaction", "Encryption"];

    public static void Apply(IRagBuilder builder, IConfigurationSection privacy)
    {
        foreach (var setting in privacy.GetChildren())
        {
            switch (setting.Key.ToUpperInvariant())
            {
                case "DETECTION":
                    builder.Services.Configure<PiiDetectionOptions>(builder.Name, setting, SettingsBinding.Strict<PiiDetectionOptions>(setting));
                    break;
                case "REDACTION":
                    if (IsOn(setting)) builder.WithRedaction();
                    break;
                case "ENCRYPTION":
                    ApplyEncryption(builder, setting);
                    break;
                default:
                    throw new RagConfigurationException($"The setting {setting.Path} is unknown; instead of '{setting.Key}' it may be {string.Join(", ", Known.Select(key => $"'{key}'"))}.");
            }
        }
    }

    public static void ApplyLocalOnly(IRagBuilder builder, IConfigurationSection setting)
    {
        var wanted = IsOn(setting);
        builder.Services.Configure<RagOptions>(builder.Name, options => options.LocalOnly = wanted);
    }

    public static void ApplyLocalHosts(IRagBuilder builder, IConfigurationSection setting)
    {
        var hosts = setting.GetChildren().Select(child => child.Value ?? string.Empty).ToList();
        if (!string.IsNullOrEmpty(setting.Value)) hosts.AddRange(setting.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        builder.Services.Configure<RagOptions>(builder.Name, options =>
        {
            foreach (var host in hosts) options.LocalHosts.Add(host);
        });
    }

    private static void ApplyEncryption(IRagBuilder builder, IConfigurationSection setting)
    {
        if (!string.IsNullOrEmpty(setting.Value))
            throw new RagConfigurationException($"The setting {setting.Path} must hold options: KeyDirectory, or KeyVariables.");
        builder.Services.Configure<EncryptionOptions>(builder.Name, setting, SettingsBinding.Strict<EncryptionOptions>(setting));
        builder.WithEncryption();
    }

    private static bool IsOn(IConfigurationSection setting) => bool.TryParse(setting.Value, out var wanted)
        ? wanted
        : throw new RagConfigurationException($"The setting {setting.Path} is '{setting.Value}'; it must be true or false.");
}
