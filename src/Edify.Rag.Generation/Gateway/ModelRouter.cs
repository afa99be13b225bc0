namespace Edify.Rag.Generation.Gateway;

/// <summary>Chooses the models of a call and their order by the first route that fits.</summary>
internal static class ModelRouter
{
    public static IReadOnlyList<GatewayModel> Choose(IReadOnlyList<GatewayModel> models, GatewayCall call)
    {
        var route = call.Settings.Routes.FirstOrDefault(route => Fits(route, call));
        var cheapestFirst = route is { CheapestFirst: true } || call.About is { IsThrifty: true };
        if (route is null) return cheapestFirst ? [.. models.OrderBy(model => model.ExpectedCost(call))] : models;

        var listed = route.Models.Select(name => models.FirstOrDefault(model => Same(model.Name, name))).OfType<GatewayModel>().Distinct().ToList();
        var chosen = route.Only ? listed : [.. listed, .. models.Except(listed)];
        if (route.MaxCost is null && !cheapestFirst) return chosen;

        var priced = chosen.Select(model => (Model: model, Cost: model.ExpectedCost(call))).Where(entry => !(entry.Cost > route.MaxCost));
        return [.. (cheapestFirst ? priced.OrderBy(entry => entry.Cost) : priced).Select(entry => entry.Model)];
    }

    private static bool Fits(ChatRoute route, GatewayCall call) =>
        !(call.Characters < route.MinCharacters)
        && !(call.Characters > route.MaxCharacters)
        && (route.Kinds.Count == 0 || (call.About?.Kind is { } kind && route.Kinds.Contains(kind)))
        && (route.Thrifty is not { } thrifty || thrifty == (call.About?.IsThrifty ?? false))
        && (route.Tenants.Count == 0 || route.Tenants.Any(tenant => string.Equals(tenant, call.About?.Tenant, StringComparison.Ordinal)))
        && (route.Purposes.Count == 0 || route.Purposes.Any(purpose => call.About is { } about && Same(purpose, about.Purpose)));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
