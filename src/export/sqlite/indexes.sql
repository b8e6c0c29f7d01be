-- Made when the rows are there: sorting them once is quicker than to find the place of each.
CREATE INDEX link_to ON link(to_path, field);
CREATE INDEX citation_reference ON citation(reference);
