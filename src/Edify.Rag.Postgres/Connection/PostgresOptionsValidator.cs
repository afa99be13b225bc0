using Edify.Rag.Postgres.Vectors;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Edify.Rag.Postgres.Connection;

internal sealed class PostgresOptionsValidator : IValidateOptions<PostgresOptions>
{
    private static readonly TimeSpan MinTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, PostgresOptions options)
    {
        var faults = new List<string>();
        if (ConnectionFault(options.ConnectionString) is { } fault) faults.Add($"{nameof(PostgresOptions)}.{nameof(options.ConnectionString)} {fault}");
        if (!SchemaName.IsValid(options.Schema))
            faults.Add($"{nameof(PostgresOptions)}.{nameof(options.Schema)} '{options.Schema}' is not a name; {SchemaName.Rule}");
        if (options.CommandTimeout < MinTimeout || options.CommandTimeout > MaxTimeout)
            faults.Add($"{nameof(PostgresOptions)}.{nameof(options.CommandTimeout)} is {options.CommandTimeout}; it must be between 1 second and 1 hour.");
        faults.AddRange(new PostgresVectorOptionsValidator().Validate(name, options.Vectors).Failures ?? []);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // What the parser says may quote a piece of a password that has a ';' in it, so none of it is repeated.
    private static string? ConnectionFault(string text)
    {
        const string Example = "it looks like \"Host=db;Database=school;Username=rag;Password=…\".";
        if (string.IsNullOrWhiteSpace(text)) return $"is blank; {Example}";
        try
        {
            return string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(text).Host) ? $"names no Host; {Example}" : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException or KeyNotFoundException)
        {
            return $"can't be read: a keyword is unknown, has a value that it can't have, or a ';' within a value is not in quotes; {Example}";
        }
    }
}
