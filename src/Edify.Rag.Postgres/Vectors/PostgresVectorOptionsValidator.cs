using Microsoft.Extensions.Options;

namespace Edify.Rag.Postgres.Vectors;

internal sealed class PostgresVectorOptionsValidator : IValidateOptions<PostgresVectorOptions>
{
    private const string Prefix = $"{nameof(PostgresOptions)}.{nameof(PostgresOptions.Vectors)}.";

    public ValidateOptionsResult Validate(string? name, PostgresVectorOptions options) =>
        Faults(options).ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Faults(PostgresVectorOptions options)
    {
        if (!Enum.IsDefined(options.Elements)) yield return $"{Prefix}{nameof(options.Elements)} is {options.Elements}; it is Single or Half.";
        if (!IsConfiguration(options.TextSearchConfiguration))
        {
            yield return $"{Prefix}{nameof(options.TextSearchConfiguration)} '{options.TextSearchConfiguration}' is not a name; " +
                "use 1 to 63 lower-case letters, digits and '_', no digit first, such as 'english' or 'simple'.";
        }

        if (Outside(options.IndexFrom, 1, int.MaxValue, nameof(options.IndexFrom)) is { } indexFrom) yield return indexFrom;
        if (Outside(options.M, 2, 100, nameof(options.M)) is { } m) yield return m;
        if (Outside(options.EfConstruction, Math.Max(4, 2 * options.M), 1000, nameof(options.EfConstruction)) is { } construction) yield return construction;
        if (Outside(options.EfSearch, 1, 1000, nameof(options.EfSearch)) is { } search) yield return search;
        if (Outside(options.MaxScanTuples, 1, int.MaxValue, nameof(options.MaxScanTuples)) is { } tuples) yield return tuples;
    }

    private static bool IsConfiguration(string? name) =>
        name is { Length: > 0 and <= 63 } && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static string? Outside(int value, int least, int most, string name) => value >= least && value <= most
        ? null
        : $"{Prefix}{name} is {value}; it must be {(most == int.MaxValue ? $"at least {least}" : $"between {least} and {most:N0}")}.";
}
