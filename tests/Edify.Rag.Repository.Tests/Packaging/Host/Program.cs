using Edify.Rag;

var school = new RagUser("meera", "default");
var scope = AccessScope.For(school, VectorFilter.Equal(RagFields.Module, RagModules.Sop));
var procedure = new Dictionary<string, FieldValue> { [RagFields.Tenant] = "default", [RagFields.Module] = RagModules.Sop };

if (!scope.Admits(procedure)) throw new InvalidOperationException("The scope does not admit what it was made for.");
Console.WriteLine("The host has its answer.");
