import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** Prints what in an ontology breaks a profile: DL or RL, then a file for each ontology to look at. */
public class Profile {
    public static void main(String[] words) throws Exception {
        OWLProfile profile = words[0].equals("RL") ? new OWL2RLProfile() : new OWL2DLProfile();
        for (int i = 1; i < words.length; i++) {
            OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
            manager.setSilentMissingImportsHandling(true);
            OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new File(words[i]));
            for (OWLProfileViolation violation : profile.checkOntology(ontology).getViolations()) {
                System.out.println(words[i] + "\t" + violation);
            }
        }
    }
}
