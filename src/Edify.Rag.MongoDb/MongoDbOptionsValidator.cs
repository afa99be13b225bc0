using Edify.Rag.MongoDb.Settings;
using Edify.Rag.MongoDb.Vectors.Collections;
using Microsoft.Extensions.Options;

namespace Edify.Rag.MongoDb;

internal sealed class MongoDbOptionsValidator : IValidateOptions<MongoDbOptions>
{
    private const string Name = nameof(MongoDbOptions);

    private static readonly TimeSpan MinTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, MongoDbOptions options) =>
        Faults(options).ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Faults(MongoDbOptions options)
    {
        if (!options.HasChannel && ConnectionFault(options) is { } fault) yield return fault;
        if (options.Database is { } database && !IsDatabase(database))
            yield return $"{Name}.{nameof(options.Database)} is no name of a database: 1 to 63 letters, digits, '-' and '_'.";
        if (!IsPrefix(options.Prefix))
            yield return $"{Name}.{nameof(options.Prefix)} '{options.Prefix}' can't be used; it is 1 to 40 lower-case letters, digits, '-' and '_', the first a letter.";
        if (options.CommandTimeout < MinTimeout || options.CommandTimeout > MaxTimeout)
            yield return $"{Name}.{nameof(options.CommandTimeout)} is {options.CommandTimeout}; it must be between 1 second and 1 hour.";
        if (!Enum.IsDefined(options.VectorFormat)) yield return $"{Name}.{nameof(options.VectorFormat)} is {options.VectorFormat}; it is Array or Binary.";
        if (!Enum.IsDefined(options.Search)) yield return $"{Name}.{nameof(options.Search)} is {options.Search}; it is Auto, Atlas or Exact.";
        if (options.CandidateFactor is < 1 or > 1_000) yield return $"{Name}.{nameof(options.CandidateFactor)} is {options.CandidateFactor}; it must be between 1 and 1,000.";
        if (options.SearchIndexTimeout < TimeSpan.Zero || options.SearchIndexTimeout > MaxTimeout)
            yield return $"{Name}.{nameof(options.SearchIndexTimeout)} is {options.SearchIndexTimeout}; it must be between 0 and 1 hour.";
        if (!TextLanguages.All.Contains(options.TextLanguage))
            yield return $"{Name}.{nameof(options.TextLanguage)} '{options.TextLanguage}' is not known; it is one of {string.Join(", ", TextLanguages.All)}.";
    }

    private static string? ConnectionFault(MongoDbOptions options)
    {
        const string Option = $"{Name}.{nameof(MongoDbOptions.ConnectionString)}";
        if (string.IsNullOrWhiteSpace(options.ConnectionString)) return $"{Option} is blank; it looks like \"mongodb://user:password@host/database\".";
        try
        {
            if (options.CaFile is not null && ConnectionString.Parse(options.ConnectionString).Tls?.AuthoritiesFile is not null)
                return $"{Name}.{nameof(options.CaFile)} and tlsCAFile of the connection string are both set; set one of them.";
            return ConnectionString.Parse(CaFileOption.Apply(options.ConnectionString, options.CaFile)).Tls is null && options.CaFile is not null
                ? $"{Name}.{nameof(options.CaFile)} is set, and the connection string switches TLS off; leave out one of them."
                : null;
        }
        catch (RagConfigurationException e)
        {
            return $"{Option} can't be used. {e.Message}";
        }
    }

    private static bool IsDatabase(string name) => name.Length is > 0 and <= 63 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsPrefix(string? prefix) =>
        prefix is { Length: > 0 and <= 40 } && char.IsAsciiLetterLower(prefix[0]) && prefix.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
