using System.Reflection;

namespace Edify.Rag.Repository.Tests.PublicApi;

/// <summary>Writes types as C# does, with their nullability.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(NullabilityInfo info)
    {
        var type = info.Type;
        if (type.IsByRef) return Of(type.GetElementType()!);
        if (Nullable.GetUnderlyingType(type) is not null) return Of(type);
        var name = info.ElementType is { } element && type.IsArray ? Of(element) + "[]"
            : type.IsGenericType ? Generic(type, [.. info.GenericTypeArguments.Select(Of)])
            : Of(type);
        return !type.IsValueType && info.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsGenericParameter) return type.Name;
        if (type.IsArray) return Of(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying) + "?";
        return type.IsGenericType ? Generic(type, [.. type.GetGenericArguments().Select(Of)]) : Nested(type, type.Name);
    }

    /// <summary>The name with its namespace, as it stands above the members of a type.</summary>
    public static string Full(Type type) => type.Namespace is { } space ? $"{space}.{Of(type)}" : Of(type);

    private static string Generic(Type type, string[] arguments)
    {
        var name = type.Name.Split('`')[0];
        return Nested(type, $"{name}<{string.Join(", ", arguments)}>");
    }

    private static string Nested(Type type, string name) => type.DeclaringType is { } outer ? $"{Of(outer)}.{name}" : name;
}
