using System.Globalization;
using Edify.Rag.Postgres.Connection;
using Npgsql;
using NpgsqlTypes;

namespace Edify.Rag.Postgres.Vectors.Filtering;

/// <summary>The values of one statement, in order; each is told how it stands in the statement's text.</summary>
internal sealed class SqlParameters
{
    private readonly List<NpgsqlParameter> _parameters = [];

    public string Add<T>(T value) => Add(NpgsqlCommands.Value(value));

    public string AddJson(string json) => Add(new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb });

    public string AddJson(string[] json) => Add(new() { Value = json, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });

    /// <summary>Adds copies, since a parameter belongs to one command and a statement may be run again.</summary>
    public void GiveTo(NpgsqlParameterCollection command)
    {
        foreach (var parameter in _parameters) command.Add(parameter.Clone());
    }

    private string Add(NpgsqlParameter parameter)
    {
        _parameters.Add(parameter);
        return string.Create(CultureInfo.InvariantCulture, $"${_parameters.Count}");
    }
}
