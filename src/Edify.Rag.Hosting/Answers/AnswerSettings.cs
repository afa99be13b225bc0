using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json.Serialization;
using System.Text.Json;
using Edify.Rag.Shared.Options;

namespace Edify.Rag.Hosting.Answers;

/// <summary>The settings as they are when a question comes.</summary>
/// <param name="Retrieval">How passages are found.</param>
/// <param name="Conversations">How conversations are kept.</param>
/// <param name="Cache">How answers are kept.</param>
/// <param name="Fingerprint">8 hexadecimal digits over all settings that shape an answer.</param>
internal sealed record EffectiveSettings(RetrievalOptions Retrieval, ConversationOptions Conversations, AnswerCacheOptions Cache, string Fingerprint)
{
    /// <summary>Whether they are others than those of the question before.</summary>
    public bool AreNew { get; init; }
}

/// <summary>Reads the settings anew for each question, so that a change takes effect on the next one.</summary>
/// <remarks>A monitor hands out one object until a setting changes, so that nothing is computed while nothing does.</remarks>
internal sealed class AnswerSettings(IServiceProvider services, string pipeline)
{
    private readonly Func<RetrievalOptions> _retrieval = services.Live<RetrievalOptions>(pipeline);
    private readonly Func<ConversationOptions> _conversations = services.Live<ConversationOptions>(pipeline);
    private readonly Func<AnswerCacheOptions> _cache = services.Live<AnswerCacheOptions>(pipeline);

    // All that can make one and the same question answered otherwise.
    private readonly Func<(object Options, Func<string> Json)>[] _shaping =
    [
        Shaping(services, pipeline, SettingsJson.Default.QuestionUnderstandingOptions),
        Shaping(services, pipeline, SettingsJson.Default.RetrievalOptions),
        Shaping(services, pipeline, SettingsJson.Default.ContextOptions),
        Shaping(services, pipeline, SettingsJson.Default.PromptOptions),
        Shaping(services, pipeline, SettingsJson.Default.CitationOptions),
        Shaping(services, pipeline, SettingsJson.Default.ChatGatewayOptions),
        Shaping(services, pipeline, SettingsJson.Default.ExtractiveOptions),
        Shaping(services, pipeline, SettingsJson.Default.ConversationOptions),
    ];

    private volatile Known? _known;

    /// <summary>The settings now.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">They are not valid, and there were none before.</exception>
    public EffectiveSettings Current()
    {
        var (retrieval, conversations, cache) = (_retrieval(), _conversations(), _cache());
        var shaping = Array.ConvertAll(_shaping, s => s());
        var known = _known;
        var areSame = known is not null && known.IsOf(shaping);
        if (areSame && known!.Settings.Cache == cache) return known.Settings;

        var settings = new EffectiveSettings(retrieval, conversations, cache, areSame ? known!.Settings.Fingerprint : FingerprintOf(shaping));
        _known = new([.. shaping.Select(s => s.Options)], settings);
        return settings with { AreNew = known is not null };
    }

    private static Func<(object Options, Func<string> Json)> Shaping<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        IServiceProvider services, string pipeline, JsonTypeInfo<T> type) where T : class
    {
        var live = services.Live<T>(pipeline);
        return () =>
        {
            var options = live();
            return (options, () => typeof(T).Name + JsonSerializer.Serialize(options, type));
        };
    }

    private static string FingerprintOf((object Options, Func<string> Json)[] shaping) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Array.ConvertAll(shaping, s => s.Json()), SettingsJson.Default.StringArray)).AsSpan(0, 4));

    private sealed record Known(object[] Shaping, EffectiveSettings Settings)
    {
        public bool IsOf((object Options, Func<string> Json)[] shaping) => shaping.Zip(Shaping).All(pair => ReferenceEquals(pair.First.Options, pair.Second));
    }
}

[JsonSerializable(typeof(QuestionUnderstandingOptions))]
[JsonSerializable(typeof(RetrievalOptions))]
[JsonSerializable(typeof(ContextOptions))]
[JsonSerializable(typeof(PromptOptions))]
[JsonSerializable(typeof(CitationOptions))]
[JsonSerializable(typeof(ChatGatewayOptions))]
[JsonSerializable(typeof(ExtractiveOptions))]
[JsonSerializable(typeof(ConversationOptions))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class SettingsJson : JsonSerializerContext;
